"""The running product and the browser of the browser tests, for benchmarks too."""

from tests.browser.conftest import assets, chromium, product, running_product, windows

__all__ = ["assets", "chromium", "product", "running_product", "windows"]
