"""The settings of the background jobs keep the promises that the reliability of the product rests on."""

import pytest

from tracker.config.celery import app


def test_the_three_visibility_settings_are_equal_and_above_the_hard_limit():
    conf = app.conf
    three = {
        conf.visibility_timeout,
        conf.broker_transport_options["visibility_timeout"],
        conf.result_backend_transport_options["visibility_timeout"],
    }
    assert len(three) == 1
    assert conf.task_soft_time_limit < conf.task_time_limit < three.pop()


def test_a_killed_worker_loses_no_job():
    assert app.conf.task_acks_late is True
    assert app.conf.task_reject_on_worker_lost is True
    assert app.conf.worker_prefetch_multiplier == 1


def test_children_are_recycled_and_stopping_is_soft():
    assert app.conf.worker_max_tasks_per_child == 500
    assert app.conf.task_soft_time_limit < app.conf.worker_soft_shutdown_timeout < 120


def test_only_json_travels_and_no_result_is_kept():
    assert app.conf.task_ignore_result is True
    assert list(app.conf.accept_content) == ["json"]
    assert app.conf.task_serializer == "json"


@pytest.mark.parametrize("entry", sorted(app.conf.beat_schedule))
def test_every_scheduled_name_is_a_registered_task(entry: str):
    app.loader.import_default_modules()
    assert app.conf.beat_schedule[entry]["task"] in app.tasks


def test_the_broker_is_not_on_the_network_unless_asked():
    assert app.conf.broker_url.startswith("redis+socket:///")
