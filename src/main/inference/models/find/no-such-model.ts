import { UsageError } from '../../../../shared/exit-code.ts'

/** Nothing is called so in any of the places: others that are there may have been meant. */
export class NoSuchModel extends UsageError {}
