"""Who may change the plan: by default only a browser on the machine that serves the app."""

import pytest

from explorer.app.editing import sits_here


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "localhost", "[::1]:8501", ""])
def test_a_browser_on_the_same_machine_may_edit(host):
    assert sits_here(host, None, ["Host", "User-Agent"])


def test_a_browser_on_another_machine_may_not():
    assert not sits_here("127.0.0.1:8501", "192.0.2.7", ["Host"])


@pytest.mark.parametrize("header", ["X-Forwarded-For", "forwarded", "X-Real-IP", "Via"])
def test_nobody_behind_a_proxy_on_this_machine_is_taken_for_local(header):
    assert not sits_here("127.0.0.1:8501", None, ["Host", header])


@pytest.mark.parametrize(
    "host", ["zielnetz.example", "zielnetz.example:443", "192.0.2.1:8501", "[2001:db8::1]:80"]
)
def test_a_name_that_others_can_reach_is_not_this_machine(host):
    assert not sits_here(host, None, ["Host"])
