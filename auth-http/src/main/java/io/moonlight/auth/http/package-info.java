/**
 * The HTTP API without a web framework: {@link io.moonlight.auth.http.HttpApi#handle} makes an {@link
 * io.moonlight.auth.http.ApiResponse} of an {@link io.moonlight.auth.http.ApiRequest}. The packages below this one are
 * internal.
 */
@NullMarked
package io.moonlight.auth.http;

import org.jspecify.annotations.NullMarked;
