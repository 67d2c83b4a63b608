/** A figure stays with its unit, wherever the line ends. */
export const unbroken = (text: string): string =>
  text.replace(/(\d) (?=(?:[kMGTP]?i?B(?:\/s)?|%|ms|s|min|h|d|tokens?)(?![\w]))/g, '$1\u00a0')
