#pragma once
// The subcommands. Each adds itself to the root and, when it is the one that was asked for, leaves its exit
// code.
namespace CLI {
class App;
}

namespace isotherm::cli {

void add_import_command(CLI::App& root, int& exit_code);
void add_info_command(CLI::App& root, int& exit_code);
void add_export_command(CLI::App& root, int& exit_code);
void add_replay_command(CLI::App& root, int& exit_code);
void add_merge_command(CLI::App& root, int& exit_code);
void add_slice_command(CLI::App& root, int& exit_code);
void add_cat_command(CLI::App& root, int& exit_code);
void add_append_command(CLI::App& root, int& exit_code);
void add_verify_command(CLI::App& root, int& exit_code);
void add_repair_command(CLI::App& root, int& exit_code);
void add_stats_command(CLI::App& root, int& exit_code);
void add_demo_command(CLI::App& root, int& exit_code);
void add_view_command(CLI::App& root, int& exit_code);

}  // namespace isotherm::cli
