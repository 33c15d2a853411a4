package org.spectrastreams.server.viewer;

import com.microsoft.playwright.Page;

/** What tests of the viewer share: a running service, and a page that is open for one test. */
interface OpenViewer {
  ScannedService service();

  ViewerPage viewer();

  default Page page() {
    return viewer().page();
  }
}
