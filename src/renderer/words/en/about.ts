/** The section `about` of the details. */
export const about = {
  title: 'About',
} as const
