// What jsdom lacks and the controls ask for when they are loaded: import this first.
if (typeof window.matchMedia !== 'function') {
  const matchMedia = (media: string): MediaQueryList =>
    Object.assign(new EventTarget(), {
      ...{ media, matches: false, onchange: null },
      addListener: () => undefined,
      removeListener: () => undefined,
    });
  Object.assign(window, { matchMedia });
}
HTMLCanvasElement.prototype.getContext = () => null;
