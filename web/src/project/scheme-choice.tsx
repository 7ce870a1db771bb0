import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { Icon, type IconName } from '~/design/icon'
import classes from './user-menu.module.css'

const SCHEMES: { scheme: MantineColorScheme; name: string; icon: IconName }[] = [
  { scheme: 'auto', name: 'System', icon: 'screen' },
  { scheme: 'light', name: 'Light', icon: 'sun' },
  { scheme: 'dark', name: 'Dark', icon: 'moon' },
]

/** Light, dark, or as the system: kept in this browser. */
export function SchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <fieldset className={classes.schemes}>
      <legend className="spoken">Colours</legend>
      {SCHEMES.map(({ scheme, name, icon }) => (
        <label key={scheme}>
          <input
            type="radio"
            name="scheme"
            checked={colorScheme === scheme}
            onChange={() => setColorScheme(scheme)}
          />
          <Icon name={icon} /> {name}
        </label>
      ))}
    </fieldset>
  )
}
