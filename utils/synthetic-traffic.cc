/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "play-command.h"
#include "run-command.h"
#include "trace-command.h"

#include "ns3/input-error.h"

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

namespace
{

// Exit status; design and documentation promise them.
constexpr int DONE = 0;
constexpr int FAILED = 1;
constexpr int BAD_INPUT = 2;

} // namespace

int
main(int argc, char* argv[])
{
    CLI::App app("Generates network traffic in ns-3 simulations from configuration files.",
                 "synthetic-traffic");
    app.set_version_flag("--version", "synthetic-traffic 0.1.0");
    app.footer("Exit status: 0 done, 1 the run failed, 2 bad usage or bad input.");
    app.require_subcommand(1);
    ns3::AddRunCommand(app);
    ns3::AddTraceCommand(app);
    ns3::AddPlayCommand(app);
    try
    {
        app.parse(argc, argv);
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
