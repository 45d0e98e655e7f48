/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PYTHON_KIB_REQUESTS_H
#define PYTHON_KIB_REQUESTS_H

#include "ns3/poisson-request.h"

#include <memory>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Requests as they travel when the Python tool sends them: in whole KiB (GetPythonKib), whatever
 * size it wrote down.
 */
class PythonKibRequests : public PoissonRequestSource
{
  public:
    /// @param requests as they are planned
    explicit PythonKibRequests(std::unique_ptr<PoissonRequestSource> requests);

    bool Next(PoissonRequest& request) override;

  private:
    std::unique_ptr<PoissonRequestSource> m_requests;
};

} // namespace ns3

#endif // PYTHON_KIB_REQUESTS_H
