// Streamlit's document says what language it was served in; a reader who changes it stays in the document.
document.documentElement.lang = document.currentScript.dataset.language;
