/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_TEMPLATES_H
#define GENSYN_TEMPLATES_H

#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/**
 * @name Models of users that come with the module
 *
 * `ftp`, `web`, `voice`, `combined` (FTP and voice that share their idle state) and `video`: after
 * Heegaard, "GenSyn", Telektronikk 2/3.2001, with stand-ins of ours where the paper's parameters
 * are not known. Each says in its `description` which is which.
 * @{
 */
/// @return their names, in alphabetical order
const std::vector<std::string>& GetGensynTemplates();
/// @return the JSON of a template, or null
const char* FindGensynTemplate(std::string_view name);
/// @}

} // namespace ns3

#endif // GENSYN_TEMPLATES_H
