using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Requests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Attempts",
                table: "requests",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Claim",
                table: "requests",
                type: "character varying(600)",
                maxLength: 600,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Comments",
                table: "requests",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<DateTime>(
                name: "Due",
                table: "requests",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Failure",
                table: "requests",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "KeyCollected",
                table: "requests",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "requests",
                type: "character varying(24)",
                maxLength: 24,
                nullable: false,
                defaultValue: "NewFeed");

            migrationBuilder.AddColumn<string>(
                name: "Progress",
                table: "requests",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<DateTime>(
                name: "Reminded",
                table: "requests",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Target",
                table: "requests",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Request",
                table: "feeds",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_requests_Claim",
                table: "requests",
                column: "Claim",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_requests_RequesterId_Created",
                table: "requests",
                columns: new[] { "RequesterId", "Created" });

            migrationBuilder.CreateIndex(
                name: "IX_requests_State_Changed",
                table: "requests",
                columns: new[] { "State", "Changed" });

            // Requests from before speak for the feed that they ask for, as long as they are open.
            migrationBuilder.Sql("UPDATE requests SET \"Target\" = \"Draft\"::jsonb ->> 'id'");
            migrationBuilder.Sql("UPDATE requests SET \"Claim\" = 'feed:' || \"Target\" WHERE \"State\" IN ('Submitted', 'ChangesRequested')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_requests_Claim",
                table: "requests");

            migrationBuilder.DropIndex(
                name: "IX_requests_RequesterId_Created",
                table: "requests");

            migrationBuilder.DropIndex(
                name: "IX_requests_State_Changed",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Attempts",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Claim",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Comments",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Due",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Failure",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "KeyCollected",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Progress",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Reminded",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Target",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Request",
                table: "feeds");
        }
    }
}
