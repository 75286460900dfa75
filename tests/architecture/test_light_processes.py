"""A process that serves pages starts without the libraries that read, draw and compare documents."""

import os
import subprocess
import sys

import pytest

from tests.servers import ROOT

pytestmark = pytest.mark.once
HEAVY = ("numpy", "bm25s", "rensa", "trafilatura", "lxml", "openpyxl", "pypdfium2", "typst", "fontTools")


@pytest.mark.parametrize("served", ["tracker.web.urls", "tracker.config.wsgi"])
def test_serving_pages_loads_no_library_for_documents(served, tmp_path):
    code = (
        f"import sys, django; django.setup(); import {served}; "
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), {served!r} in sys.modules)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATA_DIR": str(tmp_path)}
    asked = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert asked.stdout.strip() == "[] True", asked.stdout + asked.stderr
