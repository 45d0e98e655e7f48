/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INPUT_KIND_H
#define INPUT_KIND_H

#include "ns3/graphml.h"

#include <string>

namespace ns3
{

/// The files that users have.
enum class InputKind
{
    SCENARIO,
    NETWORK, //!< the object of a scenario by itself
    GENSYN_MODEL,
    FLOW_GROUPS,
    DISTRIBUTION, //!< as an object of a scenario
    GRAPHML_NETWORK,
    MARKOV_MODEL,
    ACTION_GRAPH,
    POISSON_CONFIG,
    SIZES, //!< a table of flow sizes
    FLOW_LIST,
    FLOW_TRACE,
    FLOW_TRACE_2021,
    HOST_LIST
};

/// What begins like one of these may be one of our files.
extern const char* const INPUT_OPENINGS;

/// @return what files we know, for messages
std::string ListInputKinds();

/**
 * Tell what a file is by its content, be it a good one or not.
 * @param text of the file
 * @param file its name
 * @throw InputError when it is none that we know, with what it could have been; or when it is not
 *        well-formed JSON or GraphML
 */
InputKind RecognizeInput(const std::string& text, const std::string& file);

/// The same for GraphML that is read already.
InputKind RecognizeGraphml(const GraphmlDocument& document);

} // namespace ns3

#endif // INPUT_KIND_H
