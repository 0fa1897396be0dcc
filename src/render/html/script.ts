// The script of the page, which filters, and does nothing else.

/** It reads what is in the page, and writes no markup. */
export const SCRIPT = `
(() => {
  const form = document.getElementById('filter');
  const nothing = document.getElementById('nothing');
  const findings = [...document.querySelectorAll('.finding')].map((element) => ({
    element,
    text: element.textContent.toLowerCase(),
    api: element.dataset.api,
    severity: element.dataset.severity,
    consumers: JSON.parse(element.dataset.consumers),
  }));
  const groups = [...document.querySelectorAll('.group')];
  const sections = [...document.querySelectorAll('.api')];
  const has = (parent) => parent.querySelector('.finding:not([hidden])') !== null;
  const apply = () => {
    const { text, api, severity, consumer } = Object.fromEntries(new FormData(form));
    const words = text.toLowerCase().split(/\\s+/).filter(Boolean);
    const filtered = words.length > 0 || Boolean(api || severity || consumer);
    let shown = 0;
    for (const one of findings) {
      const matches =
        (!api || one.api === api) &&
        (!severity || one.severity === severity) &&
        (!consumer || one.consumers.includes(consumer)) &&
        words.every((word) => one.text.includes(word));
      one.element.hidden = !matches;
      if (matches) shown++;
    }
    for (const group of groups) {
      group.hidden = !has(group);
      if (filtered && group.localName === 'details') group.open = true;
    }
    for (const section of sections) section.hidden = filtered && !has(section);
    form.elements.clear.hidden = !filtered;
    nothing.hidden = !filtered || shown > 0;
    form.elements.shown.value = filtered
      ? shown + ' of ' + findings.length + ' findings'
      : findings.length + (findings.length === 1 ? ' finding' : ' findings');
  };
  let timer;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 80);
  });
  form.addEventListener('reset', () =>
    setTimeout(() => {
      apply();
      // The button that had the focus is gone.
      form.elements.text.focus();
    }),
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  form.hidden = findings.length === 0;
  apply();
})();
`;
