/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "check-command.h"

#include "graphviz.h"

#include "ns3/gensyn-model.h"
#include "ns3/graphml.h"
#include "ns3/input-error.h"
#include "ns3/json-document.h"
#include "ns3/scenario-helper.h"
#include "ns3/text-file.h"
#include "ns3/tgen-action-graph.h"
#include "ns3/tgen-legacy-markov.h"
#include "ns3/tgen-markov-model.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <limits>
#include <memory>
#include <optional>
#include <sstream>
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

std::string
CountOf(std::size_t n, const std::string& singular, const std::string& plural)
{
    return std::to_string(n) + " " + (n == 1 ? singular : plural);
}

std::string
CountOf(std::size_t n, const std::string& singular)
{
    return CountOf(n, singular, singular + "s");
}

/// @return whether the edges, or nodes, of a file may have an attribute of this name
bool
Declares(const GraphmlDocument& document, bool GraphmlKey::*domain, const std::string& name)
{
    return std::any_of(document.keys.begin(), document.keys.end(), [&](const GraphmlKey& key) {
        return key.*domain && key.name == name;
    });
}

/**
 * @return whether a GraphML file wants to be a Markov model, be it a good one or not. Edges of
 *         action graphs have nothing but weights.
 */
bool
IsMarkovModel(const GraphmlDocument& document)
{
    return IsLegacyTgenMarkov(document) ||
           Declares(document, &GraphmlKey::forEdge, "distribution") ||
           (Declares(document, &GraphmlKey::forNode, "name") &&
            Declares(document, &GraphmlKey::forEdge, "type"));
}

/// @return the file without its directories, which is what the real program calls a model
std::string
BaseName(const std::string& path)
{
    return std::filesystem::path(path).filename().string();
}

/// "shows + and -, never ends, largest mean delay 5000 us"
std::string
DescribeWalk(const TgenMarkovModel& model)
{
    using Observation = TgenMarkovModel::Observation;
    const bool showsServer = model.CanShow(Observation::TO_SERVER);
    const bool showsOrigin = model.CanShow(Observation::TO_ORIGIN);
    std::ostringstream text;
    text.precision(9); // whole microseconds up to the largest delay
    text << "shows "
         << (showsServer && showsOrigin ? "+ and -"
             : showsServer              ? "+"
             : showsOrigin              ? "-"
                                        : "nothing")
         << ", " << (model.CanShow(Observation::END) ? "may end" : "never ends")
         << ", largest mean delay " << model.GetLargestMeanDelayUs() << " us";
    return text.str();
}

/// Reads files and says, on standard output, what they are.
class Checker
{
  public:
    explicit Checker(bool draws)
        : m_draws(draws)
    {
    }

    /// @throw InputError with every problem of the file
    void Check(const std::string& file)
    {
        const auto text =
            ReadTextFile(file, "<{", "a GraphML file, or a scenario or a GenSyn model (JSON)");
        if (text[text.find_first_of("<{")] == '{')
        {
            CheckJson(file, text);
            return;
        }
        const auto document = ParseGraphml(text, file);
        if (IsMarkovModel(document))
        {
            CheckMarkovModel(document);
        }
        else
        {
            CheckActionGraph(document);
        }
    }

  private:
    void CheckJson(const std::string& file, const std::string& text) const
    {
        auto document = JsonDocument::FromText(text, file);
        if (document.GetRoot().Optional("states"))
        {
            CheckGensynModel(file);
        }
        else
        {
            CheckScenario(file);
        }
    }

    void CheckGensynModel(const std::string& file) const
    {
        const auto model = GensynModel::Load(file);
        if (!m_draws)
        {
            std::cout << file << ": a GenSyn model: " << CountOf(model->GetStates().size(), "state")
                      << ", " << CountOf(model->GetModules().size(), "module") << "\n";
        }
    }

    void CheckScenario(const std::string& file) const
    {
        const auto scenario = ScenarioHelper::Load(file);
        Warn(scenario.GetWarnings());
        const auto& network = scenario.GetNetwork();
        if (m_draws)
        {
            DrawNetwork(std::cout, scenario.GetName(), network);
            return;
        }
        std::cout << file << ": a scenario: " << CountOf(network.nodes.size(), "node") << ", "
                  << CountOf(network.links.size(), "link") << ", "
                  << CountOf(scenario.GetNApplications(), "application") << ", "
                  << scenario.GetStop().GetSeconds() << " s\n";
    }

    void CheckMarkovModel(const GraphmlDocument& document) const
    {
        const bool isLegacy = IsLegacyTgenMarkov(document);
        const auto translated = isLegacy ? TranslateLegacyTgenMarkov(document) : document;
        const auto model = TgenMarkovModel::FromDocument(translated, BaseName(document.file));
        if (m_draws)
        {
            DrawMarkovModel(std::cout, model->GetName(), translated);
            return;
        }
        std::cout << document.file << ": a Markov model" << (isLegacy ? " of TGen 0.0.1" : "")
                  << ": " << CountOf(boost::num_vertices(document.graph), "vertex", "vertices")
                  << ", " << CountOf(boost::num_edges(document.graph), "edge") << "; "
                  << DescribeWalk(*model) << "\n";
    }

    void CheckActionGraph(const GraphmlDocument& document) const
    {
        const auto graph = TgenActionGraph::FromDocument(document);
        Warn(graph->GetWarnings());
        if (m_draws)
        {
            DrawActionGraph(std::cout, BaseName(document.file), document);
            return;
        }
        std::cout << document.file << ": a TGen action graph"
                  << (graph->IsLegacy() ? " of TGen 0.0.1 or earlier" : "") << ": "
                  << CountOf(graph->GetNVertices(), "vertex", "vertices") << ", "
                  << CountOf(graph->GetNEdges(), "edge");
        for (const auto action : {TgenAction::STREAM,
                                  TgenAction::FLOW,
                                  TgenAction::TRAFFIC,
                                  TgenAction::PAUSE,
                                  TgenAction::END})
        {
            std::size_t count = 0;
            for (std::size_t vertex = 0; vertex < graph->GetNVertices(); ++vertex)
            {
                count += (*graph)[vertex].action == action;
            }
            if (count > 0)
            {
                const std::string name = TgenActionName(action);
                std::cout << ", "
                          << CountOf(count,
                                     name,
                                     action == TgenAction::TRAFFIC ? name : name + "s");
            }
        }
        if (const auto port = graph->GetStartOptions().serverPort)
        {
            std::cout << ", serves port " << *port;
        }
        std::cout << "\n";
    }

    static void Warn(const std::vector<std::string>& warnings)
    {
        for (const auto& warning : warnings)
        {
            std::cerr << "warning: " << warning << "\n";
        }
    }

    bool m_draws;
};

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
    if (!IsMarkovModel(document))
    {
        throw InputError(file, document.graphLine, "this is no Markov model", "a model to walk");
    }
    return TgenMarkovModel::FromDocument(document, BaseName(file));
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
    Checker checker(options.dot);
    std::vector<InputProblem> problems;
    for (const auto& file : options.files)
    {
        try
        {
            checker.Check(file);
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
        ->add_option(
            "files",
            options->files,
            "TGen action graphs and Markov models (GraphML), scenarios and GenSyn models (JSON)")
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
