# What tests/browser needs.
need_browser() {
  (need_packages chromium chromium-driver) || say "Chromium could not be installed: pages will not be looked at in a browser"
}
