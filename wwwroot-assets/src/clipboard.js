// True when the text is on the clipboard. The clipboard API exists only on https and localhost; elsewhere an
// invisible text area and the older command do it.
export async function copy(text) {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused (no focus, no permission): the older way may still be allowed.
  }
  return copyFromTextArea(text);
}

function copyFromTextArea(text) {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'sr';
  document.body.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } finally {
    area.remove();
    before?.focus?.();
  }
}
