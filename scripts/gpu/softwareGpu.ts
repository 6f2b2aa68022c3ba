import { existsSync } from 'node:fs';

/** SwiftShader, a Vulkan device in software, comes with Debian's Chromium, and so does a Vulkan loader. */
const driver = '/usr/lib/chromium/vk_swiftshader_icd.json';
const loader = '/usr/lib/chromium/libvulkan.so.1';

/** What a process needs in its environment to find that device; undefined where it is not installed. */
export function softwareGpu(): NodeJS.ProcessEnv | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(driver) || !existsSync(loader))
    return undefined;
  return { VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: '/usr/lib/chromium' };
}

export const noSoftwareGpu = `SwiftShader is not installed (${driver}): WebGPU is not tested. Debian: apt-get install chromium`;
