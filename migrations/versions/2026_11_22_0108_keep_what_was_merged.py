"""Keep what was merged and what is not the same

House rules: name every constraint as the metadata does; import no models; move data and change
schema in separate scripts; write both directions, and test both on a filled database.
Break what older code relies on over two migrations, never one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012_duplicates"
down_revision = "0011_import_review"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duplicate_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'not_same')", name=op.f("ck_duplicate_pair_state_known")
        ),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_duplicate_pair_in_order")),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_duplicate_pair_scored")),
        sa.CheckConstraint(
            "(state = 'open') = (decided_on IS NULL) AND (state = 'open') = (decided_by = '')",
            name=op.f("ck_duplicate_pair_decided_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["one_id"],
            ["program.id"],
            name=op.f("fk_duplicate_pair_one_id_program"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["program.id"],
            name=op.f("fk_duplicate_pair_other_id_program"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pair")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_duplicate_pair_one_id_other_id")),
    )
    op.create_index(op.f("ix_duplicate_pair_other_id"), "duplicate_pair", ["other_id"])
    op.create_index(op.f("ix_duplicate_pair_score"), "duplicate_pair", ["score"])
    op.create_table(
        "duplicate_search",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("searched_on", sa.Date(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_duplicate_search_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_search")),
    )
    op.create_table(
        "program_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survivor_id", sa.Text(), nullable=False),
        sa.Column("merged_id", sa.Text(), nullable=False),
        sa.Column("change_set_id", sa.Integer(), nullable=False),
        sa.Column("merged_by", sa.Text(), nullable=False),
        sa.Column("merged_at", sa.DateTime(), nullable=False),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("merged_id <> survivor_id", name=op.f("ck_program_merge_of_two")),
        sa.CheckConstraint("merged_by <> ''", name=op.f("ck_program_merge_attributed")),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by = '')", name=op.f("ck_program_merge_undone_whole")
        ),
        sa.ForeignKeyConstraint(
            ["survivor_id"],
            ["program.id"],
            name=op.f("fk_program_merge_survivor_id_program"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"],
            ["program.id"],
            name=op.f("fk_program_merge_merged_id_program"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["change_set_id"],
            ["change_set.id"],
            name=op.f("fk_program_merge_change_set_id_change_set"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_merge")),
    )
    op.create_index(op.f("ix_program_merge_survivor_id"), "program_merge", ["survivor_id"])
    op.create_index(op.f("ix_program_merge_merged_id"), "program_merge", ["merged_id"])
    op.create_index(op.f("ix_program_merge_change_set_id"), "program_merge", ["change_set_id"])


def downgrade() -> None:
    op.drop_table("program_merge")
    op.drop_table("duplicate_search")
    op.drop_table("duplicate_pair")
