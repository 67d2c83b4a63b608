/** The section `models` of the details. */
export const inventory = {
  title: 'Models and servers',
} as const
