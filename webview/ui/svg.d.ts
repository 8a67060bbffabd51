declare module '*.svg' {
  /** The markup of the file: the bundle embeds it as text. */
  const markup: string;
  // eslint-disable-next-line import-x/no-default-export -- the shape of the loader's modules
  export default markup;
}
