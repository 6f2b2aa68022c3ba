/** Long enough for any name, short enough for any disk. */
const maxLength = 100;

/** Names of devices in Windows, which no file may have, whatever its ending. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * The name of a picture's file after its cell: nothing in it leads to another folder, and every system takes it.
 *
 * @param name the cell's name and the ending: `candidate.svg`
 */
export function pictureName(name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = [name.slice(0, dot), name.slice(dot)];
  const characters = [...stem.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^\.+/, '')];
  // By characters: half of one is none. Windows drops dots at an end.
  const short = characters.slice(0, maxLength).join('').replace(/\.+$/, '');
  if (short === '') return `cell${ending}`;
  // The device is what stands before the first dot.
  const [device = ''] = short.split('.');
  return `${deviceName.test(device) ? `cell-${short}` : short}${ending}`;
}
