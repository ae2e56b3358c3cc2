from matcher.app import create_app
from tests.support.application import told


def test_the_process_says_that_it_lives(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_an_empty_directory_is_not_ready(client):
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json == {"ready": False, "database": True, "migrated": True, "listings": 0}


def test_a_database_without_our_tables_is_not_ready(tmp_path):
    answer = create_app(told(tmp_path)).test_client().get("/readyz")

    assert answer.status_code == 503
    assert answer.json == {"ready": False, "database": True, "migrated": False, "listings": 0}


def test_a_database_that_does_not_answer_is_not_ready(tmp_path):
    config = told(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/no/such/folder/d.sqlite3")

    answer = create_app(config).test_client().get("/readyz")

    assert answer.status_code == 503
    assert answer.json == {"ready": False, "database": False, "migrated": False, "listings": 0}
