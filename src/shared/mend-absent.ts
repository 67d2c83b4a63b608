type Texts = Readonly<Record<string, string>>

/** Why there is nothing to mend where a source has nothing to tell: by its id, where that is the machine's own doing. */
const anywhere: Texts = {
  battery: 'Nothing to mend: this machine has no battery.',
  thermal: 'Nothing to mend: this machine tells no temperatures, as most virtual machines do not.',
  disk: 'Nothing to mend: this volume has no size of its own, as in some containers.',
  servers: 'Nothing to mend: no inference server runs.',
  loads: 'Nothing to mend: no model is being loaded.',
  growth: 'Nothing to mend: no loaded model grows.',
  own: 'Nothing to mend: Headroom goes on without its own cost.',
}

const onMac: Texts = {
  metal: 'Nothing to mend: Metal finds no GPU here, as in a virtual machine.',
  gpu: 'Nothing to mend: this Mac has no GPU that tells its memory.',
  'gpu-clients': 'Nothing to mend: this Mac does not tell who uses its GPU.',
  'wired-limit': 'Nothing to mend: this Mac has no such setting.',
  reports: 'Nothing to mend: there is no report of a panic or a kill.',
  vmmap: 'Nothing to mend: examine everything once more, when Headroom knows its own process.',
}

const onLinux: Texts = {
  gpu: 'Nothing to mend: there is no graphics card with a memory of its own.',
  'proportional-sets': 'Nothing to mend: this kernel does not divide shared pages among programs.',
}

const generally = 'Nothing to mend: there is no such thing on this machine.'

export const absentText = (id: string, platform: string | null): string =>
  (platform === 'darwin' ? onMac : onLinux)[id] ?? anywhere[id] ?? generally
