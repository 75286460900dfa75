"""Each environment variable is read into a checked value, or refused in a sentence that names it."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tracker.config import env

LONG = "k3y-of-" * 10


def test_switches_take_the_usual_words():
    assert env.flag({}, "DEMO", default=True) is True
    assert env.flag({"DEMO": "0"}, "DEMO", default=True) is False
    assert env.flag({"DEMO": " Yes "}, "DEMO", default=False) is True


def test_ports():
    assert env.port({}) == 8000
    assert env.port({"PORT": "8123"}) == 8123


def test_data_dir_is_absolute_and_relative_to_the_project(tmp_path: Path):
    assert env.data_dir({}, root=tmp_path) == tmp_path.resolve() / "var"
    assert env.data_dir({"DATA_DIR": "../else"}, root=tmp_path) == tmp_path.resolve().parent / "else"
    assert env.data_dir({"DATA_DIR": "/srv/servanda"}, root=tmp_path) == Path("/srv/servanda")


def test_hosts_come_from_the_public_address_unless_named():
    assert env.allowed_hosts({}, public="http://localhost:8000", host="127.0.0.1") == [
        "localhost",
        "127.0.0.1",
        "[::1]",
    ]
    assert "track.example.org" in env.allowed_hosts({}, public="https://track.example.org", host="0.0.0.0")
    assert "0.0.0.0" not in env.allowed_hosts({}, public="https://track.example.org", host="0.0.0.0")
    assert env.allowed_hosts({"ALLOWED_HOSTS": "a.org, b.org"}, public="x", host="y") == ["a.org", "b.org"]


def test_without_a_broker_address_the_socket_is_short_however_deep_the_folder(monkeypatch):
    deep = Path("/" + "/".join(["a rather long folder name"] * 20))
    url = env.redis_url({}, data=deep)
    assert url.startswith("redis+socket:///")
    assert len(url.removeprefix("redis+socket://").encode()) <= env.SOCKET_PATH_BYTES
    assert env.redis_url({}, data=deep / "other") != url
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    assert len(bytes(env.socket_dir(deep) / "valkey.sock")) <= env.SOCKET_PATH_BYTES


def test_brokers_and_databases_given():
    assert env.redis_url({"REDIS_URL": "redis://b:6379/1"}, data=Path("/x")) == "redis://b:6379/1"
    assert env.redis_url({"REDIS_URL": "unix:///run/b.sock"}, data=Path("/x")) == "redis+socket:///run/b.sock"
    assert env.database_url({}) is None
    assert env.database_url({"DATABASE_URL": "postgresql://u:p@h:5432/n"}) == "postgresql://u:p@h:5432/n"


def test_mail():
    assert env.mail({}, public="https://servanda.example.org").backend.endswith("console.EmailBackend")
    sent = env.mail(
        {"EMAIL_URL": "smtp+starttls://me%40x.org:p%2Fw@mail.x.org"}, public="https://servanda.example.org"
    )
    assert (sent.host, sent.port, sent.user, sent.password) == ("mail.x.org", 587, "me@x.org", "p/w")
    assert sent.starttls
    assert not sent.tls
    assert sent.sender == "me@x.org"
    assert env.mail({}, public="http://localhost:8000").sender == "servanda@localhost"
    asked = "smtp://mail.x.org?from=monitor%40example.org"
    assert env.mail({"EMAIL_URL": asked}, public="https://s.example.org").sender == "monitor@example.org"
    assert env.mail({"EMAIL_URL": "smtps://mail.x.org"}, public="https://servanda.example.org").tls


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path):
    with ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(env.secret_key, {}, data=tmp_path / "d", database=None) for _ in range(16)]
    keys = {call.result() for call in calls}
    assert len(keys) == 1
    assert len(keys.pop()) >= env.SECRET_KEY_LENGTH
    assert [path.name for path in (tmp_path / "d").iterdir()] == ["secret-key"]
    assert stat.S_IMODE((tmp_path / "d" / "secret-key").stat().st_mode) == 0o600


def test_a_given_key_is_used():
    assert env.secret_key({"SECRET_KEY": LONG}, data=Path("/nowhere"), database="postgresql://x/y") == LONG


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("DEMO", lambda: env.flag({"DEMO": "maybe"}, "DEMO", default=True)),
        ("PORT", lambda: env.port({"PORT": "80a"})),
        ("PORT", lambda: env.port({"PORT": "0"})),
        ("PORT", lambda: env.port({"PORT": "65536"})),
        ("PORT", lambda: env.port({"PORT": "٣"})),
        ("PUBLIC_URL", lambda: env.public_url({"PUBLIC_URL": "servanda.example.org"}, default_port=1)),
        ("PUBLIC_URL", lambda: env.public_url({"PUBLIC_URL": "https://x.org/sub"}, default_port=1)),
        ("DATABASE_URL", lambda: env.database_url({"DATABASE_URL": "mysql://u@h/n"})),
        ("DATABASE_URL", lambda: env.database_url({"DATABASE_URL": "postgresql://u@h"})),
        ("REDIS_URL", lambda: env.redis_url({"REDIS_URL": "amqp://h"}, data=Path("/x"))),
        (
            "EMAIL_URL",
            lambda: env.mail({"EMAIL_URL": "mail.example.org"}, public="https://servanda.example.org"),
        ),
        ("EMAIL_URL", lambda: env.mail({"EMAIL_URL": "smtp://h?from=a@b%0Ac"}, public="http://h")),
        (
            "EMAIL_URL",
            lambda: env.mail({"EMAIL_URL": "smtp://h:port"}, public="https://servanda.example.org"),
        ),
        ("SECRET_KEY", lambda: env.secret_key({}, data=Path("/x"), database="postgresql://h/n")),
        ("SECRET_KEY", lambda: env.secret_key({"SECRET_KEY": "short"}, data=Path("/x"), database=None)),
        ("SECRET_KEY", lambda: env.secret_key({"SECRET_KEY": "a" * 80}, data=Path("/x"), database=None)),
    ],
)
def test_a_bad_value_is_refused_in_a_sentence_that_names_the_variable(name: str, read):
    with pytest.raises(env.BadEnvironment) as refused:
        read()
    assert name in str(refused.value)
    assert len(str(refused.value)) > 40


def test_no_refusal_repeats_a_secret():
    for refuse in (
        lambda: env.database_url({"DATABASE_URL": "mysql://u:hush@h/n"}),
        lambda: env.redis_url({"REDIS_URL": "amqp://u:hush@h"}, data=Path("/x")),
        lambda: env.mail({"EMAIL_URL": "imap://u:hush@h"}, public="https://servanda.example.org"),
        lambda: env.secret_key({"SECRET_KEY": "hush"}, data=Path("/x"), database=None),
    ):
        with pytest.raises(env.BadEnvironment) as refused:
            refuse()
        assert "hush" not in str(refused.value)


def test_backups_stay_beside_the_embedded_database_and_go_where_they_are_sent():
    root, data = Path("/srv/it"), Path("/srv/it/var")

    def asked(value: str, *, embedded: bool) -> Path | None:
        return env.backup_dir({"BACKUP_DIR": value}, data=data, root=root, embedded=embedded)

    assert asked("", embedded=True) == data / "backups"
    assert asked("", embedded=False) is None
    assert asked("0", embedded=True) is None
    assert asked("kept", embedded=False) == root / "kept"


def test_backups_are_encrypted_to_public_keys_only():
    key = "age1yk6kxx948f5n3t6nug3hmz4wtt44tlfwuzsw68tz53edqpvvhffqkpcz33"
    assert env.recipients({"BACKUP_RECIPIENT": f"{key}, {key}"}) == [key, key]
    assert env.recipients({}) == []
    for wrong in ("AGE-SECRET-KEY-1FQTZ", key[:-1], "ssh-ed25519 AAAA"):
        with pytest.raises(env.BadEnvironment, match="age-keygen"):
            env.recipients({"BACKUP_RECIPIENT": wrong})
