//! The future of a response.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::Response;
use pin_project_lite::pin_project;

use super::shared::Shared;
use super::table::Found;
use super::unpromised::Unplaced;

pin_project! {
    /// A response on its way, on which is written what is promised of its route.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
    pub struct ResponseFuture<F, B> {
        #[pin]
        state: State<F, B>,
        found: Option<Found>,
        // `None` where nothing is to be written.
        shared: Option<Arc<Shared>>,
        // Boxed, and there only until a first request led to a promised route.
        unplaced: Unplaced,
    }
}

pin_project! {
    #[project = Projection]
    enum State<F, B> {
        Inner { #[pin] future: F },
        Answered { response: Option<Response<B>> },
    }
}

impl<F, B> ResponseFuture<F, B> {
    pub(super) fn inner(future: F, found: Option<Found>, shared: Option<Arc<Shared>>, unplaced: Unplaced) -> Self {
        Self {
            state: State::Inner { future },
            found,
            shared,
            unplaced,
        }
    }

    /// Of a response that the layer made itself.
    pub(super) fn answered(
        response: Response<B>,
        found: Option<Found>,
        shared: Arc<Shared>,
        unplaced: Unplaced,
    ) -> Self {
        Self {
            state: State::Answered {
                response: Some(response),
            },
            found,
            shared: Some(shared),
            unplaced,
        }
    }
}

impl<F, B, E> Future for ResponseFuture<F, B>
where
    F: Future<Output = Result<Response<B>, E>>,
{
    type Output = Result<Response<B>, E>;

    /// # Panics
    ///
    /// When it is polled again after an answer of the layer itself, as futures may.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let (mut response, refused) = match this.state.project() {
            Projection::Inner { future } => (ready!(future.poll(context))?, false),
            Projection::Answered { response } => {
                let response = response.take().expect("a future is not polled after it is ready");
                (response, true)
            }
        };
        if let Some(shared) = this.shared {
            shared.finish(*this.found, &mut response);
            if let Some(unplaced) = this.unplaced {
                shared.report_unplaced(unplaced, refused);
            }
        }
        Poll::Ready(Ok(response))
    }
}

impl<F, B> fmt::Debug for ResponseFuture<F, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}
