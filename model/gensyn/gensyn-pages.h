/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_PAGES_H
#define GENSYN_PAGES_H

#include "ns3/gensyn-model.h"
#include "ns3/uniform-source.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The pages that the users of a Web module visit: drawn anew for each visit, or chosen from a list,
 * which may grow by what a page links to when it is visited for the first time. A file of the FTP
 * module is a page without objects.
 */
class GensynPages
{
  public:
    /// @param model that owns the module @param module of the model, of type web or ftp
    GensynPages(std::shared_ptr<const GensynModel> model, const GensynModule& module);

    /// @param uniform where draws come from @return bytes of the source and of its objects
    GensynModule::Page Visit(UniformSource& uniform);
    /// Length of the list; 0 for none, or none yet.
    std::size_t GetN() const;

  private:
    GensynModule::Page DrawPage(UniformSource& uniform);
    void Grow(UniformSource& uniform);

    std::shared_ptr<const GensynModel> m_model;
    const GensynModule& m_module;
    std::vector<GensynModule::Page> m_list;
    std::vector<bool> m_isVisited; //!< by page of the list, where it grows
};

} // namespace ns3

#endif // GENSYN_PAGES_H
