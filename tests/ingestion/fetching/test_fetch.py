"""The fetcher against real servers on the loopback address: what it must never call, and how it asks."""

import contextlib
import gzip
import ssl
import subprocess
import zlib

import pytest

from tests.canary import canary
from tests.ingestion.fetching.asking import NAME, asking, at_home
from tests.ingestion.fetching.spellings import spellings
from tracker.ingestion.fetching import NotFetched, fetch, following

pytestmark = pytest.mark.once

PUBLIC = "93.184.215.14"


# what must not be reached


def test_no_spelling_of_a_private_address_reaches_a_server(server):
    addresses = spellings(server.port)
    assert len(addresses) >= 500
    with contextlib.ExitStack() as others:
        canaries = [server]
        for address in ("127.255.255.254", "::1"):
            with contextlib.suppress(OSError):  # a machine without IPv6 cannot be reached over it
                canaries.append(others.enter_context(canary(address, server.port)))
        for url in addresses:
            with pytest.raises(NotFetched) as refusal:
                # The port of the servers counts as usual: only the rule about addresses stands before them.
                fetch(url, ports={80, 443, server.port}, resolver=at_home, seconds=2)
            assert refusal.value.refused, url
        assert [one.hits for one in canaries] == [[]] * len(canaries)


def test_without_the_rule_many_of_them_would_reach_it(server, monkeypatch):
    monkeypatch.setattr(following, "is_public", lambda address: True)
    for url in spellings(server.port)[:60]:
        try:
            fetch(url, ports={server.port}, resolver=at_home, seconds=0.2)
        except NotFetched:
            continue
    assert server.hits


def test_another_port_is_not_asked(server):
    with pytest.raises(NotFetched, match="usual ports"):
        fetch(server.url("/", NAME), resolver=lambda host, port: [PUBLIC])
    assert server.hits == []


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        [PUBLIC, "127.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["fe80::1%lo"],
        ["not an address"],
        [],
    ],
)
def test_a_name_is_judged_by_every_address_it_has(server, answers):
    with pytest.raises(NotFetched):
        fetch(server.url("/", NAME), ports={server.port}, resolver=lambda host, port: answers, seconds=2)
    assert server.hits == []


# names that change their mind, and pages that lead on


def test_a_name_is_looked_up_once_and_the_checked_address_is_asked(server):
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return ["127.0.0.2"] if len(asked) % 2 else ["127.0.0.1"]

    with canary("127.0.0.2", server.port) as checked:
        checked.pages["/"] = (200, {}, b"the one that was checked")
        for number in range(1000):
            with contextlib.suppress(NotFetched):
                fetch(
                    server.url("/", NAME),
                    ports={server.port},
                    resolver=rebinding,
                    allowed={checked.pair},
                )
            assert len(asked) == number + 1
        assert len(checked.hits) == 500
    assert server.hits == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("hops", [1, 2, 3])
def test_a_page_may_not_lead_home(server, status, hops):
    with canary() as home:
        for hop in range(1, hops):
            server.pages[f"/{hop}"] = (status, {"Location": f"/{hop + 1}"}, b"")
        server.pages[f"/{hops}"] = (status, {"Location": home.url("/secret")}, b"body")
        with pytest.raises(NotFetched, match="not public"):
            asking(server, ports={home.port})(server.url("/1", NAME))
        assert home.hits == []
    assert len(server.hits) == hops


@pytest.mark.parametrize(
    "place",
    [
        *(
            "http://127.1/",
            "//0x7f000001/",
            "http://[::1]/",
            "http://localhost/",
            "file:///etc/passwd",
            "\\\\127.0.0.1\\",
        ),
        *(
            "http://user@127.0.0.1/",
            "gopher://127.0.0.1/",
            "http://①②⑦.0.0.1/",
            "javascript:alert(1)",
            "http://",
        ),
    ],
)
def test_wherever_a_page_leads_is_judged_again(server, place):
    server.pages["/"] = (302, {"Location": place.encode().decode("latin-1")}, b"")
    with pytest.raises(NotFetched):
        asking(server)(server.url("/", NAME))
    assert len(server.hits) == 1


def test_three_redirects_are_followed_and_no_fourth(server):
    for hop in range(5):
        server.pages[f"/{hop}"] = (302, {"Location": f"/{hop + 1}"}, b"")
    server.pages["/5"] = (200, {"Content-Type": "text/plain"}, b"there")
    page = asking(server)(server.url("/2", NAME))
    assert (page.body, page.url, len(page.hops)) == (b"there", server.url("/5", NAME), 4)
    assert page.asked_url == server.url("/2", NAME)
    with pytest.raises(NotFetched, match="more than 3 times"):
        asking(server)(server.url("/0", NAME))


def test_a_page_that_leads_to_itself_is_left(server):
    server.pages["/a"] = (302, {"Location": "/b"}, b"")
    server.pages["/b"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(NotFetched, match="back to itself"):
        asking(server)(server.url("/a", NAME))
    assert len(server.hits) == 2


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of our own for the name, and a context that trusts it."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
        + ["-addext", f"subjectAltName=DNS:{NAME}", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return serving, ssl.create_default_context(cafile=str(folder / "cert.pem"))


def test_a_secure_page_is_asked_under_its_name_and_may_not_lead_to_an_open_one(certificate):
    serving, trusting = certificate
    with canary(tls=serving) as server:
        server.pages["/"] = (200, {}, b"safe")
        server.pages["/down"] = (302, {"Location": f"http://{NAME}:{server.port}/"}, b"")
        address = f"https://{NAME}:{server.port}"
        assert asking(server, tls=trusting)(address).body == b"safe"
        with pytest.raises(NotFetched, match="secure address to an open one"):
            asking(server, tls=trusting)(address + "/down")
        with pytest.raises(NotFetched, match="could not be trusted"):
            asking(server)(address)
        with pytest.raises(NotFetched, match="could not be trusted"):
            asking(server, tls=trusting)(f"https://other.example.org:{server.port}/")


# How it asks


def test_no_cookie_no_credential_and_no_proxy(server, monkeypatch):
    with canary() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url("/"))
        server.pages["/"] = (302, {"Location": "/2", "Set-Cookie": "a=b"}, b"")
        server.pages["/2"] = (200, {"Set-Cookie": "c=d"}, b"there")
        asking(server)(server.url("/", NAME))
        assert proxy.hits == []
    for _path, headers in server.hits:
        assert headers["Host"] == f"{NAME}:{server.port}"
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_an_answer_is_kept_as_it_came_and_as_it_reads(server):
    packed = gzip.compress(b"words") + gzip.compress(b" and more")
    server.pages["/gzip"] = (200, {"Content-Encoding": "gzip", "X-A": "1"}, packed)
    server.pages["/deflate"] = (200, {"Content-Encoding": "deflate"}, zlib.compress(b"words"))
    server.pages["/raw"] = (200, {"Content-Encoding": "deflate"}, zlib.compress(b"words")[2:-4])
    server.pages["/chunks"] = (200, {"Transfer-Encoding": "chunked"}, b"5\r\nwords\r\n0\r\n\r\n")
    page = asking(server)(server.url("/gzip", NAME))
    assert (page.raw, page.body, page.header("x-a")) == (packed, b"words and more", "1")
    for path in ("/deflate", "/raw", "/chunks"):
        assert asking(server)(server.url(path, NAME)).body == b"words", path
    assert asking(server)(server.url("/none", NAME)).status == 404


def test_an_address_in_another_script_is_asked_in_ascii(server):
    server.pages["/%D8%B7"] = (200, {}, b"ok")
    page = asking(server)(server.url("/ط", "مثال.example.org"))
    assert page.body == b"ok"
    assert server.hits[0][1]["Host"].startswith("xn--mgbh0fb.example.org:")
