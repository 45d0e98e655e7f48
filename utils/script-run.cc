/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "script-run.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace ns3
{

std::string
RunPythonScript(const std::string& script,
                const std::string& file,
                bool isShown,
                std::chrono::seconds limit)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int output : {STDOUT_FILENO, STDERR_FILENO})
    {
        if (!isShown)
        {
            posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0);
        }
    }
    std::string words[] = {"python3", script, file};
    char* const arguments[] = {words[0].data(), words[1].data(), words[2].data(), nullptr};
    pid_t process = 0;
    const int error = posix_spawnp(&process, "python3", &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
    {
        return std::string("python3 cannot be started: ") + std::strerror(error);
    }

    constexpr std::chrono::milliseconds STEP(10);
    const auto deadline = std::chrono::steady_clock::now() + limit;
    int status = 0;
    for (pid_t ended = 0; (ended = waitpid(process, &status, WNOHANG)) != process;)
    {
        if (ended < 0)
        {
            return "what became of it is not known";
        }
        if (std::chrono::steady_clock::now() > deadline)
        {
            kill(process, SIGKILL);
            waitpid(process, &status, 0);
            return "it was ended after " + std::to_string(limit.count()) + " s";
        }
        std::this_thread::sleep_for(STEP);
    }
    if (WIFSIGNALED(status))
    {
        return "it ended with signal " + std::to_string(WTERMSIG(status));
    }
    const int code = WEXITSTATUS(status);
    return code == 0 ? "" : "it ended with status " + std::to_string(code);
}

} // namespace ns3
