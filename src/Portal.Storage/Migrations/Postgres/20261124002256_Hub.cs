using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Hub : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "hub_intents",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Feed = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Unsubscribe = table.Column<bool>(type: "boolean", nullable: false),
                    Topic = table.Column<string>(type: "text", nullable: false),
                    Callback = table.Column<string>(type: "text", nullable: false),
                    LeaseSeconds = table.Column<int>(type: "integer", nullable: false),
                    Secret = table.Column<string>(type: "text", nullable: true),
                    Subscriber = table.Column<string>(type: "text", nullable: false),
                    SubscriberName = table.Column<string>(type: "text", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    NextAttempt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hub_intents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_hub_intents_feeds_Feed",
                        column: x => x.Feed,
                        principalTable: "feeds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "hub_subscriptions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Feed = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Topic = table.Column<string>(type: "text", nullable: false),
                    Callback = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Terms = table.Column<string>(type: "text", nullable: false),
                    Progress = table.Column<string>(type: "text", nullable: false),
                    EndReason = table.Column<string>(type: "text", nullable: true),
                    Ended = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hub_subscriptions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_hub_subscriptions_feeds_Feed",
                        column: x => x.Feed,
                        principalTable: "feeds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "hub_dead_letters",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Subscription = table.Column<string>(type: "character varying(64)", nullable: false),
                    Feed = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    After = table.Column<long>(type: "bigint", nullable: false),
                    UpTo = table.Column<long>(type: "bigint", nullable: false),
                    Entries = table.Column<int>(type: "integer", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    LastAttempt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Problem = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hub_dead_letters", x => x.Id);
                    table.ForeignKey(
                        name: "FK_hub_dead_letters_hub_subscriptions_Subscription",
                        column: x => x.Subscription,
                        principalTable: "hub_subscriptions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_hub_dead_letters_Feed",
                table: "hub_dead_letters",
                column: "Feed");

            migrationBuilder.CreateIndex(
                name: "IX_hub_dead_letters_Subscription",
                table: "hub_dead_letters",
                column: "Subscription");

            migrationBuilder.CreateIndex(
                name: "IX_hub_intents_Feed",
                table: "hub_intents",
                column: "Feed");

            migrationBuilder.CreateIndex(
                name: "IX_hub_subscriptions_Feed",
                table: "hub_subscriptions",
                column: "Feed");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hub_dead_letters");

            migrationBuilder.DropTable(
                name: "hub_intents");

            migrationBuilder.DropTable(
                name: "hub_subscriptions");
        }
    }
}
