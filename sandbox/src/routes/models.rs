//! `GET models`. Source: the `OpenAI` API reference, "List models".

use serde_json::{Value, json};

use crate::gateway::Gateway;
use crate::reply::Reply;

/// The list of models.
pub fn models(gateway: &Gateway) -> Reply {
    let data: Vec<Value> = gateway
        .lists
        .iter()
        .map(|id| {
            // 1 January 2025: a model's date is when it was made, not when it was asked for.
            json!({ "id": id, "object": "model", "created": 1_735_689_600, "owned_by": "sandbox" })
        })
        .collect();
    Reply::json(200, &json!({ "object": "list", "data": data }))
}
