"""Shows pages to a headless Chromium, light and dark, wide and on a phone, and says what is wrong with them: text that
does not stand out from what is behind it, parts that reach out of the window or lie over each other, links that lead
nowhere, anything that is loaded, and what the browser itself complains of. Exit code 77: there is no Chromium.

usage: look_at_pages.py FOLDER PAGE...      FOLDER: for the pictures, of each page four
"""
import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.request

LOOK = pathlib.Path(__file__).with_name("look.js").read_text(encoding="utf-8")
WINDOWS = {"wide": (1280, 900, False), "phone": (390, 844, True)}
SKIPPED = 77


def start_driver():
    """A chromedriver and its port. One that draws a port which is taken for IPv6 alone ends."""
    for _ in range(5):
        driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in driver.stdout:
            if match := re.search(r"successfully on port (\d+)", line):
                return driver, match[1]
        driver.wait()
    sys.exit("chromedriver does not start")


class Browser:
    """A Chromium that is driven over WebDriver (www.w3.org/TR/webdriver1)."""

    def __init__(self):
        self.driver, port = start_driver()
        self.address = f"http://127.0.0.1:{port}/session"
        # Without a sandbox of its own: the superuser, as whom tests may run, cannot have one.
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
        wishes = {"alwaysMatch": {"goog:chromeOptions": {"args": arguments}, "goog:loggingPrefs": {"browser": "ALL"}}}
        self.address += "/" + self.call("POST", "", capabilities=wishes)["sessionId"]

    def call(self, method, path, **body):
        data = json.dumps(body).encode() if method == "POST" else None
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)["value"]

    def command(self, name, **parameters):
        """A command of the DevTools protocol."""
        return self.call("POST", "/goog/cdp/execute", cmd=name, params=parameters)

    def close(self):
        self.call("DELETE", "")
        self.driver.terminate()
        self.driver.wait()


def look(browser, page, scheme, window, picture):
    """What is wrong with a page in one scheme and window."""
    width, height, is_phone = WINDOWS[window]
    browser.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=is_phone)
    browser.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.call("POST", "/url", url=page.resolve().as_uri())
    problems = browser.call("POST", "/execute/sync", script=LOOK, args=[])
    complaints = [entry["message"] for entry in browser.call("POST", "/se/log", type="browser")]
    picture.write_bytes(base64.b64decode(browser.call("GET", "/screenshot")))
    return problems + [f"the browser says: {complaint}" for complaint in complaints]


def main():
    if not shutil.which("chromedriver") or not shutil.which("chromium"):
        print("there is no chromium and chromedriver here")
        return SKIPPED
    folder, pages = pathlib.Path(sys.argv[1]), [pathlib.Path(argument) for argument in sys.argv[2:]]
    browser = Browser()
    failed = False
    try:
        for page in pages:
            for scheme in ("light", "dark"):
                for window in WINDOWS:
                    picture = folder / f"{page.stem}-{scheme}-{window}.png"
                    for problem in look(browser, page, scheme, window, picture):
                        print(f"{page.name}, {scheme}, {window}: {problem}")
                        failed = True
    finally:
        browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
