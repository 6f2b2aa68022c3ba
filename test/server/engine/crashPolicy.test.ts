import { describe, expect, it } from 'vitest';
import { CrashPolicy } from '../../../src/server/engine/crashPolicy';

const limits = { crashes: 3, windowMs: 60_000, coolDownMs: 30_000, firstDelayMs: 100 };

describe('CrashPolicy', () => {
  it('delays each restart twice as long as the one before', () => {
    const time = 0;
    const policy = new CrashPolicy(limits, () => time);
    expect(policy.startDelayMs).toBe(0);
    policy.recordCrash();
    expect(policy.startDelayMs).toBe(100);
    policy.recordCrash();
    expect(policy.startDelayMs).toBe(200);
  });

  it('counts the delay from the crash on', () => {
    let time = 0;
    const policy = new CrashPolicy(limits, () => time);
    policy.recordCrash();
    time = 60;
    expect(policy.startDelayMs).toBe(40);
    time = 500;
    expect(policy.startDelayMs).toBe(0);
  });

  it('cools down after the third crash and is new afterwards', () => {
    let time = 0;
    const policy = new CrashPolicy(limits, () => time);
    for (let crash = 0; crash < 3; crash++) policy.recordCrash();
    expect(policy.coolDownLeftMs).toBe(30_000);
    time = 29_000;
    expect(policy.coolDownLeftMs).toBe(1_000);
    time = 30_000;
    expect(policy.coolDownLeftMs).toBe(0);
    expect(policy.startDelayMs).toBe(0);
  });

  it('forgets crashes that lie further back than the window', () => {
    let time = 0;
    const policy = new CrashPolicy(limits, () => time);
    policy.recordCrash();
    policy.recordCrash();
    time = 61_000;
    policy.recordCrash();
    expect(policy.coolDownLeftMs).toBe(0);
    expect(policy.startDelayMs).toBe(100);
  });

  it('is cleared by hand', () => {
    const policy = new CrashPolicy(limits, () => 0);
    for (let crash = 0; crash < 4; crash++) policy.recordCrash();
    policy.clear();
    expect(policy.coolDownLeftMs).toBe(0);
    expect(policy.startDelayMs).toBe(0);
  });
});
