using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ToldAndCounted : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "UntoldComments",
                table: "requests",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "UntoldSteps",
                table: "requests",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "policy_approvals",
                columns: table => new
                {
                    Domain = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_policy_approvals", x => new { x.Domain, x.Day });
                });

            migrationBuilder.CreateIndex(
                name: "IX_requests_UntoldComments",
                table: "requests",
                column: "UntoldComments");

            migrationBuilder.CreateIndex(
                name: "IX_requests_UntoldSteps",
                table: "requests",
                column: "UntoldSteps");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "policy_approvals");

            migrationBuilder.DropIndex(
                name: "IX_requests_UntoldComments",
                table: "requests");

            migrationBuilder.DropIndex(
                name: "IX_requests_UntoldSteps",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "UntoldComments",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "UntoldSteps",
                table: "requests");
        }
    }
}
