"""The tables that the steps make are those that the program uses, and tables of another edition are refused."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from klokt.errors import StoreError
from klokt.storage.store import Store
from klokt.storage.tables import metadata


def test_the_steps_make_the_tables_that_the_program_uses(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_tables_that_are_up_to_date_stay_as_they_are(store: Store) -> None:
    store.upgrade()
    store.check_edition()


def test_tables_of_another_edition_are_refused(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError) as told:
        store.check_edition()
    assert told.value.code == "K803"


@pytest.mark.parametrize("url", ["nothing", "mysql://host/name", "sqlite://", "sqlite:///:memory:"])
def test_a_url_of_another_kind_is_an_error_that_does_not_repeat_it(url: str) -> None:
    with pytest.raises(StoreError) as told:
        Store(url)
    assert told.value.code == "K801"
    assert url not in str(told.value) or url == "sqlite://"


def test_a_server_that_cannot_be_reached_is_an_error_without_its_address() -> None:
    with Store("postgresql://somebody:secret@127.0.0.1:1/name") as store, pytest.raises(StoreError) as told:
        store.check_edition()
    assert told.value.code == "K802"
    assert "secret" not in str(told.value)
