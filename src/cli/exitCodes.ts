/** What the command line ends with. */
export const exitCodes = {
  success: 0,
  /** A cell has errors, no number, or could not be converted. */
  findings: 1,
  /** A file could not be read, or the command was not understood. */
  unreadable: 2,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export function worst(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce<ExitCode>((most, code) => (code > most ? code : most), exitCodes.success);
}
