// Tells the circuit which palette is in force, now and whenever it changes.
export function watchTheme(component) {
  const tell = () => component.invokeMethodAsync('ThemeChanged', document.documentElement.dataset.theme === 'dark');
  const changed = () => tell().catch(() => removeEventListener('portal:theme', changed));
  addEventListener('portal:theme', changed);
  return tell();
}
