/** The frame of the details. */
export const details = {
  title: 'Details',
  overview: 'Overview',
  sections: 'Sections',
  section: 'Section',
  skip: 'Skip to the section',
  windowTitle: '{{section}} – Headroom',
} as const
