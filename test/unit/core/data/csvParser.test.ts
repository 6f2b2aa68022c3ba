import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvParser, guessDelimiter, type CsvIssue, type CsvRecord } from '../../../../src/core/data/csvParser';

/** The whole of a text at once. */
function parseCsv(text: string): { records: CsvRecord[]; issues: CsvIssue[] } {
  const records: CsvRecord[] = [];
  const issues: CsvIssue[] = [];
  const parser = new CsvParser({ record: (record) => records.push(record), issue: (issue) => issues.push(issue) });
  parser.push(text);
  parser.finish();
  return { records, issues };
}

const fieldsOf = (text: string) => parseCsv(text).records.map((record) => record.fields);
const linesOf = (text: string) => parseCsv(text).records.map((record) => record.line);

describe('CsvParser', () => {
  it('splits records and fields', () => {
    expect(fieldsOf('a,b\n1,2\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(fieldsOf('a,,c\n,,')).toEqual([
      ['a', '', 'c'],
      ['', '', ''],
    ]);
    expect(fieldsOf('')).toEqual([]);
  });

  it('reads quotes as RFC 4180 does', () => {
    expect(fieldsOf('"a,b","say ""hi""",""\n')).toEqual([['a,b', 'say "hi"', '']]);
    expect(fieldsOf('"two\r\nlines",x')).toEqual([['two\r\nlines', 'x']]);
    expect(fieldsOf('a"b,c')).toEqual([['a"b', 'c']]);
  });

  it('takes CRLF, LF and CR, a byte-order mark and empty lines, and counts lines', () => {
    expect(fieldsOf('\ufeffa\r\nb\rc\n\n\nd')).toEqual([['a'], ['b'], ['c'], ['d']]);
    expect(linesOf('a\r\nb\rc\n\n\nd')).toEqual([1, 2, 3, 6]);
    expect(linesOf('"x\ny\r\nz"\nb')).toEqual([1, 4]);
  });

  it('reports what is not RFC 4180 and goes on', () => {
    expect(parseCsv('a\n"never closed, \nb').issues).toEqual([
      { kind: 'unclosed-quote', line: 2, field: 0, lastLine: 3 },
    ]);
    expect(parseCsv('x,"a"b,c\n')).toEqual({
      records: [{ line: 1, fields: ['x', 'ab', 'c'] }],
      issues: [{ kind: 'text-after-quote', line: 1, field: 1 }],
    });
  });

  it('reads back whatever was written, however it is cut into chunks', () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'ü', '😀', ',', '"', '\n', '\r', ' ') });
    // A record of one empty field is an empty line, which CSV cannot tell from nothing.
    const record = fc.array(field, { minLength: 1 }).filter((fields) => fields.length > 1 || fields[0] !== '');
    fc.assert(
      fc.property(fc.array(record), fc.array(fc.nat({ max: 7 })), fc.constantFrom('\n', '\r\n'), (rows, cuts, end) => {
        const written = rows
          .map((fields) => fields.map((value) => `"${value.replaceAll('"', '""')}"`).join(',') + end)
          .join('');
        const records: CsvRecord[] = [];
        const parser = new CsvParser({
          record: (read) => records.push(read),
          issue: (issue) => expect(issue).toBeUndefined(),
        });
        let position = 0;
        for (const cut of cuts) {
          parser.push(written.slice(position, position + cut));
          position += cut;
        }
        parser.push(written.slice(position));
        parser.finish();
        expect(records.map((read) => read.fields)).toEqual(rows);
      }),
    );
  });

  it('never throws and is the same in one chunk and in many', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', '\ufeff') }), (text) => {
        const whole = parseCsv(text);
        const records: CsvRecord[] = [];
        const parser = new CsvParser({ record: (read) => records.push(read), issue: () => undefined });
        for (const unit of text) {
          parser.push(unit);
        }
        parser.finish();
        expect(records).toEqual(whole.records);
      }),
    );
  });
});

describe('guessDelimiter', () => {
  it('takes the most frequent one outside quotes', () => {
    expect(guessDelimiter('a,b,c')).toBe(',');
    expect(guessDelimiter('a;b;c')).toBe(';');
    expect(guessDelimiter('a\tb')).toBe('\t');
    expect(guessDelimiter('"a;b;c",d')).toBe(',');
    expect(guessDelimiter('arch')).toBe(',');
  });
});
