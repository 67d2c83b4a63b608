import { EventEmitter } from 'node:events'
import { whole } from './loud.ts'
import type { Records } from './records.ts'

type Template = (Electron.MenuItemConstructorOptions | Electron.MenuItem)[]

/** Menus that a spec reads and clicks: `menu.items[0].click()`. */
export function createMenu(records: Records): typeof Electron.Menu {
  class Menu extends EventEmitter {
    readonly items: Electron.MenuItem[] = []
    constructor() {
      super()
      // oxlint-disable-next-line no-constructor-return -- the instance with its missing members loud
      return whole<this>('Menu', this)
    }
    append(item: Electron.MenuItem): void {
      this.items.push(item)
    }
    popup(): void {}
    closePopup(): void {}
    getMenuItemById(id: string): Electron.MenuItem | null {
      return this.items.find((item) => item.id === id) ?? null
    }
  }
  const buildFromTemplate = (template: Template): Electron.Menu => {
    const menu = new Menu() as unknown as Electron.Menu
    for (const [index, item] of template.entries())
      menu.append(createItem(item, menu, index, buildFromTemplate))
    return menu
  }
  const statics = {
    buildFromTemplate,
    setApplicationMenu: (menu) => void (records.applicationMenu = menu),
    getApplicationMenu: () => records.applicationMenu,
  } satisfies Partial<typeof Electron.Menu>
  return whole<typeof Electron.Menu>('Menu', Object.assign(Menu, statics))
}

function createItem(
  options: Template[number],
  menu: Electron.Menu,
  commandId: number,
  build: (template: Template) => Electron.Menu,
): Electron.MenuItem {
  const { submenu, type = submenu === undefined ? 'normal' : 'submenu' } = options
  const onClick = options.click as ((...args: readonly unknown[]) => void) | undefined
  const item = {
    id: options.id ?? '',
    label: options.label ?? '',
    sublabel: options.sublabel ?? '',
    toolTip: options.toolTip ?? '',
    type,
    enabled: options.enabled ?? true,
    visible: options.visible ?? true,
    checked: options.checked ?? false,
    commandId,
    menu,
    click: () => {
      if (type === 'checkbox') item.checked = !item.checked
      if (type === 'radio') checkAlone(menu, made)
      onClick?.(made, undefined, {})
    },
    ...(options.accelerator === undefined || options.accelerator === null
      ? {}
      : { accelerator: options.accelerator }),
    ...(submenu === undefined ? {} : { submenu: Array.isArray(submenu) ? build(submenu) : submenu as Electron.Menu }), // prettier-ignore
  } satisfies Partial<Electron.MenuItem>
  // what an item may lack, it lacks silently in Electron too
  const made = Object.assign(item, { role: options.role }) as unknown as Electron.MenuItem
  return made
}

function checkAlone(menu: Electron.Menu, item: Electron.MenuItem): void {
  for (const one of menu.items) if (one.type === 'radio') one.checked = one === item
}
