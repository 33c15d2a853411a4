// Tabs as ARIA describes them: one shown, arrow keys go to the next.

export class Tabs {
  /**
   * @param list an element of role tablist whose tabs name their panels in aria-controls
   * @param shown is called with the panel's id after a tab was shown
   */
  constructor(list, shown = () => {}) {
    this.tabs = [...list.querySelectorAll('[role=tab]')];
    this.shown = shown;
    for (const tab of this.tabs) tab.addEventListener('click', () => this.show(this.#panel(tab)));
    list.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      const open = this.tabs.filter((tab) => !tab.hidden);
      const next = open[(open.indexOf(document.activeElement) + step + open.length) % open.length];
      this.show(this.#panel(next));
      next.focus();
    });
  }

  show(panel) {
    for (const tab of this.tabs) {
      const isShown = this.#panel(tab) === panel;
      document.getElementById(this.#panel(tab)).hidden = !isShown;
      tab.setAttribute('aria-selected', String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
    }
    this.shown(panel);
  }

  #panel(tab) {
    return tab.getAttribute('aria-controls');
  }
}
