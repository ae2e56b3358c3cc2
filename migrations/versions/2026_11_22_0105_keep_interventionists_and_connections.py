"""Keep interventionists and their connections

House rules: name every constraint as the metadata does; import no models; move data and change
schema in separate scripts; write both directions, and test both on a filled database.
Break what older code relies on over two migrations, never one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_interventionists"
down_revision = "0008_cases"
branch_labels = None
depends_on = None

CHECKED_WHOLE = (
    "(standing = 'declared') = (checked_on IS NULL)"
    " AND (standing = 'declared') = (checked_by = '')"
    " AND (standing <> 'disputed' OR reason <> '')"
    " AND (standing = 'confirmed') = (proof <> 'own_word')"
)
STANDING = "standing IN ('declared', 'confirmed', 'disputed')"
PROOF = "proof IN ('own_word', 'regulator', 'accreditor', 'program', 'document')"


def owner(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("interventionist_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interventionist_id"],
            ["interventionist.id"],
            name=op.f(f"fk_{table}_interventionist_id_interventionist"),
            ondelete="CASCADE",
        ),
    )


def checked(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(STANDING, name=op.f(f"ck_{table}_standing_known")),
        sa.CheckConstraint(PROOF, name=op.f(f"ck_{table}_proof_known")),
        sa.CheckConstraint(CHECKED_WHOLE, name=op.f(f"ck_{table}_checked_whole")),
    )


def upgrade() -> None:
    op.create_table(
        "interventionist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("approaches", sa.Text(), nullable=False),
        sa.Column("payers", sa.Text(), nullable=False),
        sa.Column("paid_words", sa.Text(), nullable=False),
        sa.Column("no_program_money", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("states", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("looked_on", sa.Date(), nullable=True),
        sa.Column("hidden_on", sa.Date(), nullable=True),
        sa.Column("hidden_by", sa.Text(), nullable=False),
        sa.Column("hidden_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> '' AND slug <> ''", name=op.f("ck_interventionist_named")),
        sa.CheckConstraint(
            "(hidden_on IS NULL) = (hidden_reason = '') AND (hidden_on IS NULL) = (hidden_by = '')",
            name=op.f("ck_interventionist_hidden_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_interventionist_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interventionist")),
        sa.UniqueConstraint("account_id", name=op.f("uq_interventionist_account_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_interventionist_slug")),
    )
    op.create_table(
        "interventionist_area",
        sa.Column("id", sa.Integer(), nullable=False),
        *owner("interventionist_area"),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("miles", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
            name=op.f("ck_interventionist_area_on_earth"),
        ),
        sa.CheckConstraint("miles > 0", name=op.f("ck_interventionist_area_reaches")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interventionist_area")),
    )
    op.create_table(
        "interventionist_fee",
        sa.Column("id", sa.Integer(), nullable=False),
        *owner("interventionist_fee"),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("per", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "per IN ('hour', 'day', 'intervention', 'month', 'other')",
            name=op.f("ck_interventionist_fee_per_known"),
        ),
        sa.CheckConstraint(
            "low IS NOT NULL OR (high IS NULL AND words <> '')",
            name=op.f("ck_interventionist_fee_says_something"),
        ),
        sa.CheckConstraint("low >= 0 AND high > low", name=op.f("ck_interventionist_fee_rises")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interventionist_fee")),
    )
    op.create_table(
        "interventionist_credential",
        sa.Column("id", sa.Integer(), nullable=False),
        *owner("interventionist_credential"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("where_to_check", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("declared_on", sa.Date(), nullable=False),
        *checked("interventionist_credential"),
        sa.CheckConstraint(
            "name <> '' AND issuer <> ''", name=op.f("ck_interventionist_credential_named")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interventionist_credential")),
    )
    op.create_table(
        "connection",
        sa.Column("id", sa.Integer(), nullable=False),
        *owner("connection"),
        sa.Column("program_id", sa.Text(), nullable=False),
        sa.Column("tie", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("since_year", sa.Integer(), nullable=True),
        sa.Column("declared_by", sa.Text(), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        *checked("connection"),
        sa.CheckConstraint(
            "tie IN ('paid_by', 'employed_by', 'worked_with')",
            name=op.f("ck_connection_tie_known"),
        ),
        sa.CheckConstraint("declared_by <> ''", name=op.f("ck_connection_attributed")),
        sa.CheckConstraint(
            "since_year BETWEEN 1900 AND 2200", name=op.f("ck_connection_since_a_year")
        ),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_connection_program_id_program"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connection")),
        sa.UniqueConstraint(
            "interventionist_id",
            "program_id",
            "tie",
            name=op.f("uq_connection_interventionist_id_program_id_tie"),
        ),
    )
    for table in ("area", "fee", "credential"):
        name = f"interventionist_{table}"
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.create_index(
                op.f(f"ix_{name}_interventionist_id"), ["interventionist_id"], unique=False
            )
    with op.batch_alter_table("connection", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_connection_program_id"), ["program_id"], unique=False)


def downgrade() -> None:
    for table in (
        "connection",
        "interventionist_credential",
        "interventionist_fee",
        "interventionist_area",
        "interventionist",
    ):
        op.drop_table(table)
