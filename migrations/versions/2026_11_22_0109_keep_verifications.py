"""Keep verifications

House rules: name every constraint as the metadata does; import no models; move data and change
schema in separate scripts; write both directions, and test both on a filled database.
Break what older code relies on over two migrations, never one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013_verification"
down_revision = "0012_duplicates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Text(), nullable=False),
        sa.Column("in_progress", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("assigned_by", sa.Text(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.Column("spoke_with", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("called_on", sa.Date(), nullable=True),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("sent_back", sa.Text(), nullable=False),
        sa.Column("change_set_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'submitted', 'approved', 'dropped')",
            name=op.f("ck_verification_state_known"),
        ),
        sa.CheckConstraint(
            "(state IN ('open', 'submitted')) = (in_progress IS NOT NULL)",
            name=op.f("ck_verification_one_at_a_time"),
        ),
        sa.CheckConstraint(
            "decided_by <> submitted_by", name=op.f("ck_verification_by_two_people")
        ),
        sa.CheckConstraint(
            "state NOT IN ('submitted', 'approved') OR"
            " (submitted_by IS NOT NULL AND called_on IS NOT NULL)",
            name=op.f("ck_verification_submitted_whole"),
        ),
        sa.CheckConstraint(
            "state <> 'approved' OR decided_by IS NOT NULL",
            name=op.f("ck_verification_decided_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_verification_program_id_program"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["change_set_id"],
            ["change_set.id"],
            name=op.f("fk_verification_change_set_id_change_set"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sa.UniqueConstraint("in_progress", name=op.f("uq_verification_in_progress")),
    )
    op.create_index(op.f("ix_verification_account_id"), "verification", ["account_id"])
    op.create_index(op.f("ix_verification_change_set_id"), "verification", ["change_set_id"])
    op.create_index(op.f("ix_verification_program_id"), "verification", ["program_id"])
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_saved_filter_named")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_saved_filter_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_saved_filter_account_id_name")),
    )


def downgrade() -> None:
    op.drop_table("saved_filter")
    op.drop_table("verification")
