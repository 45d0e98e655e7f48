/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "check-command.h"

#include "input-kind.h"
#include "input-report.h"

#include "ns3/graphml.h"
#include "ns3/input-error.h"
#include "ns3/text-file.h"
#include "ns3/tgen-markov-model.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace ns3
{

namespace
{

/// A walk without --seed has this one, as a scenario has.
constexpr uint32_t DEFAULT_SEED = 1;

/// What the user asked for.
struct CheckOptions
{
    std::vector<std::string> files;
    bool dot{false};
    std::optional<std::string> walk; //!< number of steps
    std::optional<std::string> seed;
};

/// Something is wrong with the command line.
InputError
Misuse(const std::string& what, const std::string& expected)
{
    return InputError("command line", 0, what, expected);
}

uint64_t
ParseWhole(const std::string& option, const std::string& text, uint64_t largest)
{
    uint64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    if (result.ec != std::errc() || result.ptr != end || number > largest)
    {
        throw Misuse(option + " " + QuoteInput(text) + " is no such number",
                     "a whole number from 0 to " + std::to_string(largest));
    }
    return number;
}

/// Gathers what is printed: a walk may have millions of lines.
class WalkPrinter
{
  public:
    void Print(const TgenMarkovWalk::Step& step)
    {
        using Observation = TgenMarkovModel::Observation;
        m_text += step.observation == Observation::TO_SERVER   ? '+'
                  : step.observation == Observation::TO_ORIGIN ? '-'
                                                               : 'F';
        m_text += ' ';
        char digits[20];
        const auto end = std::to_chars(digits, digits + sizeof(digits), step.delayUs).ptr;
        m_text.append(digits, end);
        m_text += '\n';
        if (m_text.size() > FULL)
        {
            Flush();
        }
    }

    void Flush()
    {
        std::cout.write(m_text.data(), static_cast<std::streamsize>(m_text.size()));
        m_text.clear();
    }

  private:
    static constexpr std::size_t FULL = 65536;

    std::string m_text;
};

std::shared_ptr<const TgenMarkovModel>
LoadModel(const std::string& file)
{
    const auto text = ReadTextFile(file, "<", "a Markov model (GraphML)");
    const auto document = ParseGraphml(text, file);
    if (RecognizeGraphml(document) != InputKind::MARKOV_MODEL)
    {
        throw InputError(file, document.graphLine, "this is no Markov model", "a model to walk");
    }
    return TgenMarkovModel::FromDocument(document, std::filesystem::path(file).filename().string());
}

void
Walk(const std::string& file, uint64_t steps, uint32_t seed)
{
    TgenMarkovWalk walk(LoadModel(file), seed);
    WalkPrinter printer;
    for (uint64_t i = 0; i < steps && std::cout; ++i)
    {
        const auto step = walk.Next();
        printer.Print(step);
        if (step.observation == TgenMarkovModel::Observation::END)
        {
            walk.Reset();
        }
    }
    printer.Flush();
}

void
CheckAll(const CheckOptions& options)
{
    std::vector<InputProblem> problems;
    for (const auto& file : options.files)
    {
        try
        {
            options.dot ? DrawInput(file) : ReportInput(file);
        }
        catch (const InputError& error)
        {
            const auto& found = error.GetProblems();
            problems.insert(problems.end(), found.begin(), found.end());
        }
    }
    if (!problems.empty())
    {
        std::cout.flush();
        throw InputError(problems);
    }
}

void
Check(const CheckOptions& options)
{
    if (!options.walk)
    {
        if (options.seed)
        {
            throw Misuse("--seed without --walk: nothing else is random", "--walk N --seed S");
        }
        CheckAll(options);
        return;
    }
    if (options.dot)
    {
        throw Misuse("--walk and --dot exclude each other", "one of them");
    }
    if (options.files.size() != 1)
    {
        throw Misuse("--walk with " + std::to_string(options.files.size()) + " files",
                     "one Markov model");
    }
    const auto steps = ParseWhole("--walk", *options.walk, std::numeric_limits<uint64_t>::max());
    const auto seed = ParseWhole("--seed",
                                 options.seed.value_or(std::to_string(DEFAULT_SEED)),
                                 std::numeric_limits<uint32_t>::max());
    Walk(options.files.front(), steps, static_cast<uint32_t>(seed));
}

} // namespace

void
AddCheckCommand(CLI::App& app)
{
    auto options = std::make_shared<CheckOptions>();
    auto* check = app.add_subcommand("check",
                                     "Check files and say what they are, draw them, or walk "
                                     "through a Markov model");
    check
        ->add_option("files",
                     options->files,
                     "Files of any kind that the other commands and scenarios take")
        ->type_name("FILE")
        ->required();
    check->add_flag("--dot", options->dot, "Print the graphs of all files for Graphviz' dot");
    check
        ->add_option("--walk",
                     options->walk,
                     "Print the first N steps of a Markov model: observation, and delay in "
                     "microseconds. It begins anew after F")
        ->type_name("N");
    check->add_option("--seed", options->seed, "Seed of the walk [1]")->type_name("S");
    check->callback([options] { Check(*options); });
}

} // namespace ns3
