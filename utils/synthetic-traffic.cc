/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "check-command.h"
#include "compare-command.h"
#include "play-command.h"
#include "poisson-command.h"
#include "run-command.h"
#include "trace-command.h"

#include "ns3/input-error.h"
#include "ns3/nearest-name.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <exception>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace
{

// Exit status; design and documentation promise them.
constexpr int DONE = 0;
constexpr int FAILED = 1;
constexpr int BAD_INPUT = 2;

/// What was printed has to arrive: a full disk is a failure, and so is a reader that has left.
void
FlushOutput()
{
    if (!std::cout.flush())
    {
        throw std::runtime_error("standard output took only a part of what was printed");
    }
}

/// @return what is wrong, if the first word is no command
std::optional<std::string>
DescribeUnknownCommand(const CLI::App& app)
{
    const auto words = app.remaining();
    if (words.empty() || words[0][0] == '-' || !app.get_subcommands().empty())
    {
        return std::nullopt;
    }
    std::vector<std::string> names;
    for (const auto* command : app.get_subcommands(nullptr))
    {
        names.push_back(command->get_name());
    }
    const auto suggestion = ns3::SuggestName(words[0], names);
    return "there is no command \"" + words[0] + "\"" +
           (suggestion.empty() ? " (" + ns3::JoinNames(names) + ")" : suggestion);
}

/// @return what is wrong, if a word is no option of its command, or one that no command takes
std::optional<std::string>
DescribeUnknownWord(const CLI::App& app, const CLI::Error& error)
{
    const auto words = app.remaining();
    const auto isOption = [](const std::string& word) {
        return word.size() > 1 && word[0] == '-' && word != "--";
    };
    const auto option = std::find_if(words.begin(), words.end(), isOption);
    if (option != words.end())
    {
        const auto name = option->substr(0, option->find('='));
        std::vector<std::string> names;
        for (const auto* known : app.get_options())
        {
            if (known->nonpositional())
            {
                names.push_back(known->get_name());
            }
        }
        constexpr std::size_t LETTER = 2; // of which any other is as near
        const auto suggestion = name.size() > LETTER ? ns3::SuggestName(name, names) : "";
        return app.get_name() + " has no option \"" + name + "\"" +
               (suggestion.empty() ? " (" + ns3::JoinNames(names) + ")" : suggestion);
    }
    for (const auto* command : app.get_subcommands())
    {
        if (auto text = DescribeUnknownWord(*command, error))
        {
            return text;
        }
    }
    const bool isExtra = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
    if (!isExtra || words.empty())
    {
        return std::nullopt;
    }
    return app.get_name() + " takes no further \"" + words[0] + "\"";
}

std::string
Describe(const CLI::App& app, const CLI::Error& error)
{
    auto text = DescribeUnknownCommand(app);
    if (!text)
    {
        text = DescribeUnknownWord(app, error);
    }
    return text.value_or(error.what());
}

} // namespace

int
main(int argc, char* argv[])
{
    CLI::App app("Generates network traffic in ns-3 simulations from configuration files.",
                 "synthetic-traffic");
    app.set_version_flag("--version", "synthetic-traffic " SYNTHETIC_TRAFFIC_VERSION);
    app.footer(
        "Exit status: 0 done, 1 the run failed or a limit is exceeded, 2 bad usage or bad input.");
    app.require_subcommand(1);
    std::signal(SIGPIPE, SIG_IGN); // writing fails instead
    app.failure_message([](const CLI::App* failed, const CLI::Error& error) {
        return "synthetic-traffic: " + Describe(*failed, error) + " (--help says more)\n";
    });
    ns3::AddCheckCommand(app);
    ns3::AddPoissonCommand(app);
    ns3::AddRunCommand(app);
    ns3::AddTraceCommand(app);
    ns3::AddPlayCommand(app);
    ns3::AddCompareCommand(app);
    try
    {
        app.parse(argc, argv);
        FlushOutput();
        return DONE;
    }
    catch (const CLI::ParseError& error)
    {
        return app.exit(error) == 0 ? DONE : BAD_INPUT;
    }
    catch (const ns3::InputError& error)
    {
        std::cerr << error.what() << "\n";
        return BAD_INPUT;
    }
    catch (const std::exception& error)
    {
        std::cerr << "synthetic-traffic: " << error.what() << "\n";
        return FAILED;
    }
}
