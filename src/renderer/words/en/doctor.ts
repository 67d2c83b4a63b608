/** The section `doctor` of the details. */
export const doctor = {
  title: 'Doctor',
} as const
