// A key presses the button or link that names it in data-shortcut: "mod+k" (Ctrl or Command) anywhere,
// a single character only while nobody is typing and no dialog is open.
const typing = element => element?.closest?.('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable=""], [contenteditable="true"]');
const dialogOpen = () => document.querySelector('.mud-dialog-container, dialog[open]');

function nameOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

addEventListener('keydown', event => {
  if (event.defaultPrevented || event.altKey || event.isComposing || event.repeat) return;
  const name = nameOf(event);
  const plain = !name.startsWith('mod+');
  if (plain && (name.length !== 1 || typing(event.target)) || dialogOpen()) return;
  const target = document.querySelector(`[data-shortcut="${CSS.escape(name)}"]`);
  if (!target || target.disabled) return;
  event.preventDefault();
  target.click();
});
