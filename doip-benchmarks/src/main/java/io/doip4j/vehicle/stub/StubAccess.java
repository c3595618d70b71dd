package io.doip4j.vehicle.stub;

import io.doip4j.server.spi.UdsInterceptor;

/** Lets benchmarks have stubs without a server around them. */
public final class StubAccess {
    private StubAccess() {}

    /**
     * What a server would ask for each request.
     *
     * @param stubs the stubs
     * @return what answers by them
     */
    public static UdsInterceptor interceptor(Stubs stubs) {
        return stubs.interceptor();
    }
}
