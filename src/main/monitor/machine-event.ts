/** What the machine itself tells, sooner than a probe would. */
export type MachineEvent =
  | { readonly kind: 'asleep' | 'awake' } // system sleep
  | { readonly kind: 'locked' | 'unlocked' } // the screen, or another user's session in front
  | { readonly kind: 'power'; readonly isOnBattery: boolean }
  | { readonly kind: 'heat' } // the thermal state or the speed limit has changed
