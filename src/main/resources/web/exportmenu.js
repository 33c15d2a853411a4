// The menu that saves a whole image, in one of several formats.

import { EXPORTS, exported } from './api.js';
import { element } from './dom.js';

export class ExportMenu {
  /** @param menu a details element that holds a list */
  constructor(menu) {
    this.menu = menu;
    document.addEventListener('click', (event) => {
      if (menu.open && (!menu.contains(event.target) || event.target.tagName === 'A')) menu.open = false;
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && menu.open) {
        menu.open = false;
        menu.querySelector('summary').focus();
      }
    });
  }

  /** @param image the id of the image that is saved */
  show(image) {
    this.menu.querySelector('ul').replaceChildren(...Object.entries(EXPORTS).map(([format, title]) => {
      const link = element('a', '', title);
      link.href = exported(image, format);
      link.dataset.format = format;
      if (format === 'report') {
        link.target = '_blank';
        link.rel = 'noopener';
      } else {
        link.download = '';
      }
      const item = element('li');
      item.append(link);
      return item;
    }));
  }
}
