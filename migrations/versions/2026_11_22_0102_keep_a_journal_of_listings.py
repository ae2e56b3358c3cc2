"""Keep a journal of listings

House rules: name every constraint as the metadata does; import no models; move data and change
schema in separate scripts; write both directions, and test both on a filled database.
Break what older code relies on over two migrations, never one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_journal"
down_revision = "0005_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('import', 'edit', 'suggestion', 'call', 'merge', 'tombstone', 'undo')",
            name=op.f("ck_change_set_kind_known"),
        ),
        sa.CheckConstraint("made_by <> ''", name=op.f("ck_change_set_attributed")),
        sa.CheckConstraint(
            "(kind = 'undo') = (undoes IS NOT NULL)",
            name=op.f("ck_change_set_undo_names_its_own"),
        ),
        sa.ForeignKeyConstraint(
            ["undoes"], ["change_set.id"], name=op.f("fk_change_set_undoes_change_set")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_set")),
    )
    op.create_index(op.f("ix_change_set_account_id"), "change_set", ["account_id"])
    op.create_index(op.f("ix_change_set_version"), "change_set", ["version"])
    op.create_index(op.f("ix_change_set_undoes"), "change_set", ["undoes"])
    op.create_table(
        "row_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_set_id", sa.Integer(), nullable=True),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("program_id", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.CheckConstraint("action IN ('I', 'U', 'D')", name=op.f("ck_row_change_action_known")),
        sa.CheckConstraint(
            "(action = 'I') = (before IS NULL)", name=op.f("ck_row_change_has_a_before")
        ),
        sa.ForeignKeyConstraint(
            ["change_set_id"],
            ["change_set.id"],
            name=op.f("fk_row_change_change_set_id_change_set"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_row_change")),
    )
    op.create_index(op.f("ix_row_change_change_set_id"), "row_change", ["change_set_id"])
    op.create_index(op.f("ix_row_change_program_id"), "row_change", ["program_id"])
    op.create_index("ix_row_change_table_name_row_key", "row_change", ["table_name", "row_key"])
    with op.batch_alter_table("listing_state") as batch_op:
        batch_op.add_column(sa.Column("change_set_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_listing_state_change_set_id_change_set"),
            "change_set",
            ["change_set_id"],
            ["id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("listing_state") as batch_op:
        batch_op.drop_constraint(
            op.f("fk_listing_state_change_set_id_change_set"), type_="foreignkey"
        )
        batch_op.drop_column("change_set_id")
    op.drop_table("row_change")
    op.drop_table("change_set")
